package org.varve.codec.type;

import java.util.List;
import org.varve.codec.ClassEntry;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * Records: the number of the class in the cache, then the components. The number stands for the class's name and the names and
 * types of its components, so a class of the same name from another deployment, with other components, has another number.
 */
final class RecordEncoding extends ObjectEncoding {
    /** Reads records of all classes. */
    static final RecordEncoding READER = new RecordEncoding(null);

    private final RecordShape shape;

    private RecordEncoding(RecordShape shape) {
        super(Tag.RECORD, "record");
        this.shape = shape;
    }

    /** Writes records of that class; null if the graph codec has to. */
    static RecordEncoding of(Class<?> type) {
        RecordShape shape = RecordShape.of(type);
        return shape == null ? null : new RecordEncoding(shape);
    }

    /** Its {@code equals} may be anything. */
    @Override
    public boolean isCanonical() {
        return false;
    }

    @Override
    public boolean isContainer() {
        return true;
    }

    /** The identity of a record means nothing, but one that holds containers can be the root of a graph without end. */
    @Override
    public Sharing sharing(Object object) {
        return shape.holdsValuesOnly() ? Sharing.VALUE : Sharing.IMMUTABLE;
    }

    @Override
    public boolean write(Object object, EncodeBuffer out, Nesting nesting) {
        out.appendByte(Tag.RECORD);
        out.appendVarint(nesting.classes().idOf(object.getClass()));
        return shape.write(object, out, nesting);
    }

    @Override
    Object readPayload(DecodeInput in, Nesting nesting) {
        ClassEntry entry = nesting.classes().entry(in.readVarint());
        return entry.attachment(RecordShape.class, RecordEncoding::shape).read(in, nesting);
    }

    private static RecordShape shape(ClassEntry entry) {
        Class<?> type = entry.type();
        if (!type.isRecord()) {
            throw CodecException.damaged(entry.name() + " is no record");
        }
        List<String> members = ClassEntry.membersOf(type);
        if (!members.equals(entry.members())) {
            throw new CodecException("Record " + entry.name() + " had the components " + entry.members()
                    + " when it was cached, but as the class loader of the cache knows it it has " + members);
        }
        RecordShape shape = RecordShape.of(type);
        if (shape == null) {
            throw new CodecException("Record " + entry.name() + " cannot be made as the class loader of the cache knows it");
        }
        return shape;
    }
}
