package org.varve.examples.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.examples.hibernate.load.LoadRun;
import org.varve.examples.hibernate.load.NameSample;
import org.varve.examples.hibernate.load.RunFigures;

/** A small version of the whole run. */
class ExampleRunTest {

    private static final LoadRun.Plan PLAN = new LoadRun.Plan(10_000, 4, 0.02, 42);

    @Test
    void varveSparesTheDatabaseNineOfTenStatements(@TempDir Path directory) throws Exception {
        try (NameDatabase database = ExampleData.database(directory)) {
            NameSample names;
            RunFigures plain;
            try (SessionFactory factory = database.withoutCache()) {
                names = NameSample.ofAllNames(factory, 1.1, 42);
                plain = new LoadRun(factory, names, PLAN).run(done -> { });
            }
            try (SessionFactory factory = database.withVarve()) {
                RunFigures varve = new LoadRun(factory, names, PLAN).run(done -> { });
                Report report = new Report(plain, varve, VarveRegions.of(factory).storeFigures());

                assertTrue(report.statementRatio() >= 10, report::toString);
                assertTrue(varve.counts().regions().value() > 0.9, report::toString);
                assertTrue(varve.counts().queries().value() > 0.9, report::toString);
                assertTrue(varve.updated() > 0, report::toString);
                assertEquals(0, varve.stale(), report::toString);
                assertTrue(report.store().records() > 0, report::toString);
                assertTrue(report.toString().contains(" : 1"), report::toString);
            }
        }
    }
}
