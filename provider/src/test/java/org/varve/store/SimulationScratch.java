package org.varve.store;
public class SimulationScratch {
    public static void main(String[] a) throws Exception {
        if (a[0].equals("controls")) {
            for (Weakenings w : Weakenings.values()) {
                long t = System.nanoTime();
                StringBuilder b = new StringBuilder(); int found=0; int tried=0;
                for (int s = 0; s < 6000 && found < 3; s++) { tried++;
                    Throwable f = SimulationShrinker.failure(SimulationPlan.of(s), w.create());
                    if (f != null) { found++; b.append(" @").append(s).append(' ').append(f.getMessage().replace('\n',' '), 0, Math.min(130, f.getMessage().length())).append(" |"); }
                }
                System.out.println(w.name() + b + " ms " + (System.nanoTime()-t)/1000000);
            }
            return;
        }
        System.out.println(new SimulationCampaign(Long.parseLong(a[0]), Long.parseLong(a[1]), a.length > 2 ? Integer.parseInt(a[2]) : 1).run());
    }
}
