package illumiomonitor.engine.rule;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much the rules folder may hold. Texts, what is compiled of them and their cases stay in
 * memory, so that a folder without end would end the process.
 *
 * @param files rule files at most
 * @param bytes of rule files and the cases beside them, at most
 */
record Room(int files, long bytes) {

    static final Room DEFAULT = new Room(2000, 20_000_000);

    /**
     * Takes out what there is no room for, the last by name first.
     *
     * @param rules files by name, sorted
     * @param cases by the name of the rule file that they would stand beside
     * @return why, by the name of each rule file that was taken out
     */
    Map<String, String> leaveOut(
            Map<String, RuleFolder.Stamp> rules, Map<String, RuleFolder.Stamp> cases) {
        Map<String, String> out = new TreeMap<>();
        String why =
                "there are more than %d rule files or %d bytes in the folder: take some away"
                        .formatted(files, bytes);
        int count = 0;
        long sum = 0;
        Iterator<Map.Entry<String, RuleFolder.Stamp>> each = rules.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<String, RuleFolder.Stamp> one = each.next();
            RuleFolder.Stamp beside = cases.get(one.getKey());
            long size =
                    Math.min(one.getValue().size(), RuleFolder.MOST_BYTES)
                            + (beside == null
                                    ? 0
                                    : Math.min(beside.size(), RuleFolder.MOST_CASE_BYTES));
            if (count + 1 > files || sum + size > bytes) {
                out.put(one.getKey(), why);
                each.remove();
            } else {
                count++;
                sum += size;
            }
        }
        return out;
    }
}
