package org.varve.architecture;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A source file as the length rules see it: the lines of the file, and of each method, constructor and initializer from
 * its first annotation to its closing brace.
 */
record JavaSource(Path file, int lines, List<CodeUnit> units) {

    static final int MAX_FILE_LINES = 500;

    static final int MAX_METHOD_LINES = 70;

    record CodeUnit(String name, long firstLine, long lines) {}

    static JavaSource parse(Path file) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(file));
            var units = new ArrayList<CodeUnit>();
            for (CompilationUnitTree tree : task.parse()) {
                new UnitScanner(tree, Trees.instance(task).getSourcePositions(), units).scan(tree, null);
            }
            return new JavaSource(file, Files.readAllLines(file).size(), units);
        }
    }

    List<String> objections() {
        var objections = new ArrayList<String>();
        if (lines > MAX_FILE_LINES) {
            objections.add("%s has %d lines, %d are allowed".formatted(file, lines, MAX_FILE_LINES));
        }
        for (CodeUnit unit : units) {
            if (unit.lines() > MAX_METHOD_LINES) {
                objections.add("%s:%d %s has %d lines, %d are allowed".formatted(
                        file, unit.firstLine(), unit.name(), unit.lines(), MAX_METHOD_LINES));
            }
        }
        return objections;
    }

    private static final class UnitScanner extends TreeScanner<Void, Void> {

        private final CompilationUnitTree file;

        private final SourcePositions positions;

        private final List<CodeUnit> units;

        UnitScanner(CompilationUnitTree file, SourcePositions positions, List<CodeUnit> units) {
            this.file = file;
            this.positions = positions;
            this.units = units;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            add(method.getName().toString(), method);
            return super.visitMethod(method, unused);
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            for (Tree member : type.getMembers()) {
                if (member instanceof BlockTree) {
                    add("initializer", member);
                }
            }
            return super.visitClass(type, unused);
        }

        private void add(String name, Tree tree) {
            LineMap lineMap = file.getLineMap();
            long first = lineMap.getLineNumber(positions.getStartPosition(file, tree));
            long last = lineMap.getLineNumber(positions.getEndPosition(file, tree));
            units.add(new CodeUnit(name, first, last - first + 1));
        }
    }
}
