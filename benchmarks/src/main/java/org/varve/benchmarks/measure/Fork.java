package org.varve.benchmarks.measure;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that is asked for one figure after the other, so that of several things measured in turns each has its own heap, flags and compiled code, and
 * one that dies takes nothing else with it. The other side is {@link ForkedMain}.
 */
public final class Fork implements AutoCloseable {
    private static final int LINES_OF_A_FAILURE = 6;
    private static final long PATIENCE_SECONDS = 900;
    private static final long GOODBYE_SECONDS = 10;
    private static final String END = "";

    private final Process process;
    private final BufferedWriter questions;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path errors;

    /**
     * Starts a JVM of the same kind and class path as this one.
     *
     * @throws IOException if no process can be had
     */
    public Fork(List<String> jvmArguments, Class<?> main, List<String> arguments) throws IOException {
        errors = Files.createTempFile("fork", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "answers of " + main.getSimpleName());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // The JVM itself may print warnings there.
                if (line.startsWith(ForkedMain.ANSWER) || line.startsWith(ForkedMain.FAILED)) {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            answers.add(ForkedMain.FAILED + e);
        }
        answers.add(END);
    }

    /**
     * The first answer, which comes when the other side is ready, or the answer to the last question.
     *
     * @throws IllegalStateException if the other side failed, died or took too long; says how
     */
    public String answer() {
        try {
            String line = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s");
            }
            if (line.equals(END)) {
                throw new IllegalStateException("the process died: " + lastErrors());
            }
            if (line.startsWith(ForkedMain.FAILED)) {
                throw new IllegalStateException(line.substring(ForkedMain.FAILED.length()));
            }
            return line.substring(ForkedMain.ANSWER.length());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Asks and waits; fails as {@link #answer()} does. */
    public String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the process died: " + lastErrors(), e);
        }
        return answer();
    }

    private String lastErrors() {
        try {
            List<String> lines = Files.readAllLines(errors, StandardCharsets.ISO_8859_1);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
        } catch (IOException e) {
            return "what it said cannot be read: " + e;
        }
    }

    /** Ends the other JVM. */
    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            // It is dead already, which is all that is wanted.
            process.destroy();
        }
        try {
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        errors.toFile().delete();
    }
}
