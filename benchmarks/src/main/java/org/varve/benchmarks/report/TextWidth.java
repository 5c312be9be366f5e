package org.varve.benchmarks.report;

/** How wide text is in a sans-serif face, near enough to keep labels apart: the widths of Helvetica's characters, which Arial and Liberation Sans share. */
final class TextWidth {
    private static final double EM = 1000;
    private static final double BOLD = 1.07;
    private static final int OTHER = 600;
    /** From space to tilde, in thousandths of the size. */
    private static final int[] WIDTHS = {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667,
        944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556,
        500, 722, 500, 500, 500, 334, 260, 334, 584};

    private TextWidth() {
    }

    /** In the unit of {@code size}. */
    static double of(String text, double size, boolean bold) {
        double sum = 0;
        for (char c : text.toCharArray()) {
            int at = c - ' ';
            sum += at >= 0 && at < WIDTHS.length ? WIDTHS[at] : OTHER;
        }
        return sum / EM * size * (bold ? BOLD : 1);
    }
}
