package org.varve.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SpringQuickStartTest {

    @Test
    void theNameIsLookedUpOnce(CapturedOutput output) {
        SpringQuickStart.main(new String[] {"--spring.main.web-application-type=none", "--spring.main.banner-mode=off"});
        String printed = output.getOut();
        assertTrue(printed.contains("Schweiz Schweiz"), printed);
        assertEquals(2, printed.split("looking up CH", -1).length, printed);
    }
}
