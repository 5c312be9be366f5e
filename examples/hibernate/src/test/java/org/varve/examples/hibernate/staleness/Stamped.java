package org.varve.examples.hibernate.staleness;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** A row whose content tells which transaction wrote it, and whether all of it came from that one. */
@MappedSuperclass
abstract class Stamped {

    private static final int LONGEST_TEXT = 2_000;

    @Id
    private Long id;

    private int team;

    private long token;

    @Column(length = LONGEST_TEXT)
    private String text;

    /** For Hibernate. */
    Stamped() {
    }

    Stamped(long id, int team) {
        this.id = id;
        this.team = team;
    }

    Long getId() {
        return id;
    }

    int getTeam() {
        return team;
    }

    long getToken() {
        return token;
    }

    /** Counts the updates of this row, from 0 on. */
    abstract int getRevision();

    /** Length of the text. */
    abstract int textLength();

    /** Makes this row the work of a transaction. */
    void stamp(long writer) {
        token = writer;
        text = textOf(writer, textLength());
    }

    /** True if the text belongs to the token: that no half of another revision is here. */
    boolean isWhole() {
        return textOf(token, textLength()).equals(text);
    }

    static String textOf(long token, int length) {
        String word = Long.toHexString(token) + '.';
        return word.repeat(length / word.length());
    }
}
