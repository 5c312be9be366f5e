package org.varve.benchmarks.measure;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The inner side of a {@link Fork}: answers questions, one per line, until there are no more. */
public final class ForkedMain {
    static final String ANSWER = "= ";
    static final String FAILED = "! ";

    private ForkedMain() {
    }

    /** Answers questions. */
    @FunctionalInterface
    public interface Answers {
        /** @throws Exception which ends the process, after the other side was told */
        String to(String question) throws Exception;
    }

    /** Makes what answers. */
    @FunctionalInterface
    public interface Preparation {
        /** @throws Exception which ends the process, after the other side was told */
        Answers prepare() throws Exception;
    }

    /** Prepares, says so, answers until the other side has no more questions, and ends the JVM. */
    public static void serve(Preparation preparation) {
        // What libraries print must not be taken for an answer.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        int status = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Answers answers = preparation.prepare();
            out.println(ANSWER + "ready");
            for (String question = in.readLine(); question != null; question = in.readLine()) {
                out.println(ANSWER + answers.to(question));
            }
        } catch (IOException e) {
            status = 1; // nobody is left who could be told
        } catch (Throwable failure) {
            failure.printStackTrace();
            out.println(FAILED + chain(failure));
            status = 1;
        }
        // Libraries leave threads behind that would keep the JVM alive.
        Runtime.getRuntime().halt(status);
    }

    private static String chain(Throwable failure) {
        StringBuilder chain = new StringBuilder(String.valueOf(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            chain.append(", caused by ").append(cause);
        }
        return chain.toString().replaceAll("\\s+", " ");
    }
}
