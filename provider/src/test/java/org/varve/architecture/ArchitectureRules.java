package org.varve.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/** What may know what, and what only one class may do. {@link ArchitectureTest} applies them. */
final class ArchitectureRules {

    /** From the top down: a layer may use those after it and none before it. */
    static final List<String> LAYERS = List.of(
            "org.varve.spring..",
            "org.varve.micrometer..",
            "org.varve.jcache",
            "org.varve.jcache.internal..",
            "org.varve.jcache.management..",
            "org.varve.config..",
            "org.varve.codec.assembly..",
            "org.varve.codec.compression..",
            "org.varve.codec.graph..",
            "org.varve.codec.type..",
            "org.varve.codec",
            "org.varve.store",
            "org.varve.store.reclaim..",
            "org.varve.store.observe..",
            "org.varve.store.log..",
            "org.varve.store.index..",
            "org.varve.store.tuning..",
            "org.varve.store.policy..",
            "org.varve.store.segment..",
            "org.varve.store.memory..");

    private static final String CLOCK = "org.varve.store.SystemTime";

    private static final String THREADS = "org.varve.store.DaemonThreads";

    private static final String MEMORY = "org.varve.store.memory..";

    private static final String FILES = "org.varve.config.file.HoconFile";

    /** Owner to the names of its methods that read the clock of the machine. */
    private static final Map<String, Set<String>> CLOCK_READS = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime")),
            Map.entry("java.time.Clock", Set.of(
                    "systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes")),
            Map.entry("java.time.InstantSource", Set.of("system")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDate", Set.of("now")),
            Map.entry("java.time.LocalTime", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.OffsetTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.Year", Set.of("now")),
            Map.entry("java.time.YearMonth", Set.of("now")),
            Map.entry("java.time.MonthDay", Set.of("now")),
            Map.entry("java.util.Calendar", Set.of("getInstance")));

    /** Owner to the names of its methods that start threads of the JDK's making. */
    private static final Map<String, Set<String>> THREAD_SOURCES = Map.of(
            "java.lang.Thread", Set.of("<init>", "ofPlatform", "ofVirtual", "startVirtualThread"),
            "java.util.Timer", Set.of("<init>"),
            "java.util.concurrent.ForkJoinPool", Set.of("<init>", "commonPool"));

    private static final Map<String, Set<String>> DIRECT_BUFFERS = Map.of("java.nio.ByteBuffer", Set.of("allocateDirect"));

    private ArchitectureRules() {}

    static ArchRule everyClassIsInALayer() {
        return classes().should().resideInAnyPackage(LAYERS.toArray(String[]::new));
    }

    static ArchRule dependenciesPointDown() {
        CompositeArchRule all = CompositeArchRule.of(lower(1));
        for (int layer = 2; layer < LAYERS.size(); layer++) {
            all = all.and(lower(layer));
        }
        return all.as("dependencies should point down: " + LAYERS);
    }

    private static ArchRule lower(int layer) {
        return noClasses().that().resideInAPackage(LAYERS.get(layer))
                .should().dependOnClassesThat().resideInAnyPackage(LAYERS.subList(0, layer).toArray(String[]::new))
                .allowEmptyShould(true);
    }

    static ArchRule noPackageCycles() {
        return slices().matching("org.varve.(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule theStoreKnowsBytesOnly() {
        return noClasses().that().resideInAPackage("org.varve.store..")
                .should().dependOnClassesThat().resideInAnyPackage("javax.cache..", "org.varve.codec..")
                .allowEmptyShould(true);
    }

    static ArchRule theCodecKnowsObjectsOnly() {
        return noClasses().that().resideInAPackage("org.varve.codec..")
                .should().dependOnClassesThat().resideInAnyPackage("javax.cache..", "org.varve.store..")
                .allowEmptyShould(true);
    }

    static ArchRule onePackageOwnsRawMemory() {
        return noClasses().that().resideOutsideOfPackage(MEMORY)
                .should().dependOnClassesThat(isUnsafe().or(resideInAnyPackage("java.lang.foreign..", "jdk.internal..")))
                .orShould().accessTargetWhere(calls("direct buffers", DIRECT_BUFFERS))
                .as("raw memory should be used in " + MEMORY + " only")
                .allowEmptyShould(true);
    }

    static ArchRule oneClassReadsTheClock() {
        return noClasses().that().doNotHaveFullyQualifiedName(CLOCK)
                .should().accessTargetWhere(calls("the clock", CLOCK_READS).or(createsDateOfNow()))
                .as("the clock should be read by " + CLOCK + " only")
                .allowEmptyShould(true);
    }

    static ArchRule oneClassMakesThreads() {
        return noClasses().that().doNotHaveFullyQualifiedName(THREADS)
                .should().accessTargetWhere(calls("threads", THREAD_SOURCES).or(createsPoolWithoutFactory()))
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould().beAssignableTo(Thread.class)
                .as("threads should be made by " + THREADS + " only")
                .allowEmptyShould(true);
    }

    /** So that the library need not be there: the class is loaded only where there is a file. */
    static ArchRule oneClassParsesFiles() {
        return noClasses().that().doNotHaveFullyQualifiedName(FILES)
                .should().dependOnClassesThat().resideInAnyPackage("com.typesafe..")
                .as("files should be parsed by " + FILES + " only")
                .allowEmptyShould(true);
    }

    /** So that neither library need be there: what is not referred to is not loaded. */
    static ArchRule onePackageMakesMeters() {
        return onePackageKnows("org.varve.micrometer", "io.micrometer..", "org.varve.spring");
    }

    static ArchRule onePackageKnowsSpring() {
        return onePackageKnows("org.varve.spring", "org.springframework..");
    }

    /** So that the module need not be there. */
    static ArchRule onePackageKnowsTheFlightRecorder() {
        return onePackageKnows("org.varve.jcache.internal.flight", "jdk.jfr..");
    }

    private static ArchRule onePackageKnows(String packageName, String library, String... others) {
        return noClasses().that().resideOutsideOfPackage(packageName).and().resideOutsideOfPackages(others)
                .should().dependOnClassesThat().resideInAnyPackage(library)
                .as("only " + packageName + " should know " + library)
                .allowEmptyShould(true);
    }

    static ArchRule noThreadLocals() {
        return noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> isUnsafe() {
        return DescribedPredicate.describe("are Unsafe", type -> type.getSimpleName().equals("Unsafe"));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String what, Map<String, Set<String>> methods) {
        return DescribedPredicate.describe("the target gives " + what, access ->
                methods.getOrDefault(access.getTargetOwner().getName(), Set.of()).contains(access.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> createsDateOfNow() {
        return DescribedPredicate.describe("the target is now as a date", access ->
                Set.of("java.util.Date", "java.util.GregorianCalendar").contains(access.getTargetOwner().getName())
                        && access.getName().equals("<init>")
                        && hasNoParameters(access));
    }

    private static boolean hasNoParameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target && target.getRawParameterTypes().isEmpty();
    }

    private static DescribedPredicate<JavaAccess<?>> createsPoolWithoutFactory() {
        return DescribedPredicate.describe("the target is a pool without a thread factory", access ->
                access.getTargetOwner().getName().matches("java\\.util\\.concurrent\\.(Scheduled)?ThreadPoolExecutor")
                        && access.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getName().equals("<init>")
                        && target.getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(ThreadFactory.class)));
    }
}
