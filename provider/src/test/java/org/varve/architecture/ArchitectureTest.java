package org.varve.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.varve.store.Store;

/** The provider keeps to its architecture, on either memory: the import includes META-INF/versions. */
class ArchitectureTest {

    private static final JavaClasses PROVIDER = new ClassFileImporter().importPath(providerClasses());

    static Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.everyClassIsInALayer(),
                ArchitectureRules.dependenciesPointDown(),
                ArchitectureRules.noPackageCycles(),
                ArchitectureRules.theStoreKnowsBytesOnly(),
                ArchitectureRules.theCodecKnowsObjectsOnly(),
                ArchitectureRules.onePackageOwnsRawMemory(),
                ArchitectureRules.oneClassReadsTheClock(),
                ArchitectureRules.oneClassMakesThreads(),
                ArchitectureRules.oneClassParsesFiles(),
                ArchitectureRules.onePackageMakesMeters(),
                ArchitectureRules.onePackageKnowsSpring(),
                ArchitectureRules.onePackageKnowsTheFlightRecorder(),
                ArchitectureRules.noThreadLocals());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(PROVIDER);
    }

    static Path providerClasses() {
        try {
            return Path.of(Store.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
