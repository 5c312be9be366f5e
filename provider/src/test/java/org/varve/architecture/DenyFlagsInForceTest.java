package org.varve.architecture;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Proves that the JVM that runs the tests tagged {@code deny-flags} really denies what they say they do without.
 * By reflection, because the tests are compiled for a JDK that does not know these things.
 */
@Tag("deny-flags-only")
class DenyFlagsInForceTest {

    @Test
    void unsafeMemoryAccessIsDenied() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        Method allocate = type.getMethod("allocateMemory", long.class);
        var thrown = assertThrows(InvocationTargetException.class, () -> allocate.invoke(unsafe, 8L));
        assertInstanceOf(UnsupportedOperationException.class, thrown.getCause());
    }

    @Test
    void nativeAccessIsDenied() throws ReflectiveOperationException {
        Method restricted = Class.forName("java.lang.foreign.AddressLayout").getMethod(
                "withTargetLayout", Class.forName("java.lang.foreign.MemoryLayout"));
        Object address = Class.forName("java.lang.foreign.ValueLayout").getField("ADDRESS").get(null);
        Object target = Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_BYTE").get(null);
        var thrown = assertThrows(InvocationTargetException.class, () -> restricted.invoke(address, target));
        assertInstanceOf(IllegalCallerException.class, thrown.getCause());
    }
}
