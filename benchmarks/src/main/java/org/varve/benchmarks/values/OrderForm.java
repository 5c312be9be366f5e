package org.varve.benchmarks.values;

import java.nio.ByteBuffer;

/** An {@link Order} field by field. */
final class OrderForm implements HandWritten<Order> {
    @Override
    public int size(Order order) {
        return Fields.size(order.customer()) + Long.BYTES + Fields.size(order.total()) + Integer.BYTES + Integer.BYTES + 1;
    }

    @Override
    public void write(Order order, ByteBuffer out) {
        Fields.write(order.customer(), out);
        out.putLong(order.number());
        Fields.write(order.total(), out);
        Fields.write(order.placed(), out);
        out.putInt(order.items()).put((byte) (order.paid() ? 1 : 0));
    }

    @Override
    public Order read(ByteBuffer in) {
        return new Order(Fields.readString(in), in.getLong(), Fields.readBigDecimal(in), Fields.readDate(in), in.getInt(), in.get() != 0);
    }
}
