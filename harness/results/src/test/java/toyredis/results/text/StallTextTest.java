package toyredis.results.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.StallResult;
import toyredis.results.StallResult.Phase;
import toyredis.results.Synthetic;

class StallTextTest {
  private static StallResult result(String name, Phase... phases) {
    return new StallResult(
        Result.FORMAT,
        "stall",
        "adhoc",
        Synthetic.START.toString(),
        new ServerInfo(name, "", "virtual", List.of()),
        1_500_000,
        List.of(phases),
        Synthetic.machine());
  }

  private static Phase phase(String name, Double... millis) {
    return Phase.of(name, List.of(millis));
  }

  private static final StallResult LOCK =
      result(
          "step3",
          phase(StallResult.ALONE, 0.9, 0.5, 1.5),
          phase(StallResult.BESIDE_KEYS, 15.0, 22.0, 18.5),
          phase(StallResult.BESIDE_KEYS_AND_SET, 351.0, 236.0, 290.0));

  @Test
  void eachPhaseIsALineAndOnlyWhatEveryRoundShowsIsCalledLonger() {
    var map =
        result(
            "step5",
            phase(StallResult.ALONE, 0.4, 0.6),
            phase(StallResult.BESIDE_KEYS, 0.5, 0.7),
            phase(StallResult.BESIDE_KEYS_AND_SET, 0.3, 0.4));
    assertEquals(
        """
        The longest GET while one KEYS runs over 1,500,000 keys:

        server  phase                median ms  lowest–highest  rounds
        step3   alone                     0.90       0.50–1.50       3
                beside-keys               18.5       15.0–22.0       3
                beside-keys-and-set        290         236–351       3
        step5   alone                     0.50       0.40–0.60       2
                beside-keys               0.60       0.50–0.70       2
                beside-keys-and-set       0.35       0.30–0.40       2

        step3: the longest GET takes 18.5 ms beside a KEYS and 0.90 ms alone, longer in every round; \
        with SETs too it takes 290 ms, longer in every round.
        step5: the longest GET takes 0.60 ms beside a KEYS and 0.50 ms alone, but the rounds overlap, \
        so no difference is shown; with SETs too it takes 0.35 ms, shorter in every round.\
        """,
        StallText.of(List.of(LOCK, map), Table.WIDE));
  }

  @Test
  void aListOfRunsHasTheMedians() {
    assertEquals(
        "longest GET 0.90 ms alone, 18.5 ms beside-keys, 290 ms beside-keys-and-set",
        StallText.summary(LOCK));
  }
}
