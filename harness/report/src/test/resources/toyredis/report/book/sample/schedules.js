window.toyRedisSchedules = {
  increment: {
    title: "Two increments",
    shared: { map: 41 },
    threads: [
      { name: "A", steps: [{ code: "var old = map.get(key);", set: { "A.old": "map" } }, { code: "map.put(key, old + 1);", set: { map: "old + 1" } }], reply: "old + 1" },
      { name: "B", steps: [{ code: "var old = map.get(key);", set: { "B.old": "map" } }, { code: "map.put(key, old + 1);", set: { map: "old + 1" } }], reply: "old + 1" },
    ],
    goal: "map == 42",
  },
  deadlock: {
    title: "Two locks",
    shared: { first: null, second: null },
    threads: [
      { name: "A", steps: [{ code: "first.lock();", when: "first == null", set: { first: "'A'" } }, { code: "second.lock();", when: "second == null", set: { second: "'A'" } }, { code: "unlock both", set: { first: "null", second: "null" } }] },
      { name: "B", steps: [{ code: "second.lock();", when: "second == null", set: { second: "'B'" } }, { code: "first.lock();", when: "first == null", set: { first: "'B'" } }, { code: "unlock both", set: { first: "null", second: "null" } }] },
    ],
    goal: "deadlock",
  },
};
