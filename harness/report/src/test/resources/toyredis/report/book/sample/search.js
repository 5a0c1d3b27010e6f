window.toyRedisSearch = [
  { page: "index", title: "Every kind of block", anchor: "", section: "", text: "Some text with code." },
  { page: "second", title: "The second page", anchor: "backpressure", section: "Backpressure", text: "A slow reader fills its socket. The linearizable order is found by the check." },
];
