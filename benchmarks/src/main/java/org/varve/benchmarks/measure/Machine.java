package org.varve.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the figures were measured on. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {
    }

    /** Processor, memory, system, and how busy it was with something else before. */
    public static Map<String, Object> describe() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", cpu());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("memory_mib", system.getTotalMemorySize() >> 20);
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("load", system.getSystemLoadAverage());
        return machine;
    }

    /** The JVM of this process, with its flags. */
    public static Map<String, Object> jvm() {
        Map<String, Object> jvm = new LinkedHashMap<>();
        jvm.put("name", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        jvm.put("gc", ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).collect(Collectors.joining(", ")));
        jvm.put("heap_mib", Runtime.getRuntime().maxMemory() >> 20);
        jvm.put("flags", ManagementFactory.getRuntimeMXBean().getInputArguments().stream().map(CommonOptions::withoutDirectories).toList());
        return jvm;
    }

    /** Both in words. */
    public static String line() {
        Map<String, Object> machine = describe();
        Map<String, Object> jvm = jvm();
        return machine.get("cpu") + ", " + machine.get("cores") + " cores, " + machine.get("memory_mib") + " MiB, " + machine.get("os") + ", "
                + jvm.get("name") + ", heap " + jvm.get("heap_mib") + " MiB, " + jvm.get("gc") + ", load " + machine.get("load");
    }

    private static String cpu() {
        try {
            if (Files.isReadable(CPU_INFO)) {
                for (String line : Files.readAllLines(CPU_INFO)) {
                    if (line.startsWith("model name")) {
                        return line.substring(line.indexOf(':') + 1).strip();
                    }
                }
            }
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
        return System.getProperty("os.arch");
    }
}
