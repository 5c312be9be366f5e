package org.varve.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.Meter;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * A class written in a test to break a rule. It is compiled when the test runs: under the build's own compiler flags
 * some of what the rules forbid does not compile at all.
 */
record Snippet(String packageName, String body) {

    static JavaClasses compile(Path directory, Snippet... snippets) {
        var sources = new ArrayList<JavaFileObject>();
        for (int i = 0; i < snippets.length; i++) {
            sources.add(snippets[i].source("Snippet" + i));
        }
        var complaints = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(complaints, null, null, List.of("-d", directory.toString(), "-cp", classPath()), null, sources)
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(complaints.toString());
        }
        return new ClassFileImporter().importPath(directory);
    }

    private static String classPath() {
        return String.join(File.pathSeparator, ArchitectureTest.providerClasses().toString(), jarOf(Cache.class), jarOf(Config.class),
                jarOf(Meter.class), jarOf(AutoConfiguration.class));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private JavaFileObject source(String className) {
        String text = "package %s; public class %s { %s }".formatted(packageName, className, body);
        var uri = URI.create("string:///" + packageName.replace('.', '/') + "/" + className + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
