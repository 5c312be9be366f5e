package org.varve.examples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the README shows is what the examples compile and run. A comment before a block names file and region; a region begins
 * after a line with {@code readme: NAME} and ends before one with {@code readme: end}.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..", "..");
    private static final Pattern BLOCK = Pattern.compile("(?:<!-- (\\S+)#(\\S+) -->\n)?```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Set<String> COPIED = Set.of("java", "properties", "hocon");

    /** A block of the README; file and region are null if nothing is said of them. */
    private record Block(String file, String region, String language, String text) {
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return blocks;
    }

    /** The lines of a region, without the indentation that they have in common. */
    private static String region(String text, String name) {
        List<String> lines = text.lines().toList();
        int begin = lines.indexOf(lines.stream().filter(line -> line.strip().matches("(//|#) readme: " + name)).findFirst().orElseThrow());
        List<String> region = lines.subList(begin + 1, lines.size()).stream().takeWhile(line -> !line.contains("readme: end")).toList();
        int indentation = region.stream().filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length()).min().orElseThrow();
        return String.join("\n", region.stream().map(line -> line.isBlank() ? "" : line.substring(indentation)).toList()) + '\n';
    }

    @Test
    void everyBlockIsTheRegionThatItNames() throws IOException {
        List<Block> copied = blocks().stream().filter(block -> COPIED.contains(block.language())).toList();
        assertTrue(copied.size() >= 7, () -> "quick starts are missing: " + copied);
        for (Block block : copied) {
            assertFalse(block.file() == null, () -> "no comment says where this is from:\n" + block.text());
            assertEquals(region(Files.readString(ROOT.resolve(block.file())), block.region()), block.text(), block.file());
        }
    }

    @Test
    void theDependencyIsThisVersion() throws IOException {
        Matcher version = Pattern.compile("<artifactId>varve-parent</artifactId>\\s*<version>(.*?)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertTrue(version.find());
        List<String> shown = blocks().stream().map(Block::text).filter(text -> text.contains("<artifactId>varve-jcache</artifactId>")).toList();
        assertFalse(shown.isEmpty());
        shown.forEach(text -> assertTrue(text.contains("<artifactId>varve-jcache</artifactId>\n  <version>" + version.group(1) + "</version>"), text));
    }

    @Test
    void aRegionLosesItsIndentationOnly() {
        assertEquals("a\n\n  b\n", region("x\n  // readme: r\n  a\n\n    b\n  // readme: end\ny", "r"));
        assertThrows(NoSuchElementException.class, () -> region("# readme: other\n", "r"));
    }
}
