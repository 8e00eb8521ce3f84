package illumiomonitor.rules;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What is wrong with a text of cases, and where.
 *
 * @param line from 1, 0 when no line can be told
 * @param column from 1, 0 when no column can be told
 * @param word key or value at fault, empty when none can be told
 * @param sentence without its place
 */
public record CaseFault(int line, int column, String word, String sentence)
        implements Serializable {

    public CaseFault {
        requireNonNull(word, "word");
        requireNonNull(sentence, "sentence");
    }

    @Override
    public String toString() {
        return line > 0 ? "line " + line + ": " + sentence : sentence;
    }
}
