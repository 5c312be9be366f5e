package org.varve.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBytesTest {
    /** No machine with strong ordering shows that the fence is missing, so the test goes by the code: each step stands in a line of its own. */
    @Test
    void theSegmentIsLookedUpThenAFenceThenTheMarkThenTheAccount() {
        JavaClass type = new ClassFileImporter().importClass(LiveBytes.class);
        List<String> calls = type.getMethod("lower", long.class, long.class, long.class).getMethodCallsFromSelf().stream()
                .sorted(Comparator.comparingInt(JavaMethodCall::getLineNumber))
                .map(call -> call.getTarget().getName())
                .toList();
        assertEquals(List.of("slotOf", "releaseFence", "markDead", "subtractLive"), calls);
    }
}
