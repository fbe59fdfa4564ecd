// Exact decimals. Amounts and points come as texts with at most six decimals and are added as whole
// millionths, so that a sum has the digits that it has in data/.
"use strict";
JX.decimal = (function () {
  const PLACES = 6;
  const UNIT = BigInt(1000000);
  const ZERO = BigInt(0);

  /// "35.56041" → 35560410n; null for what is unknown.
  function units(text) {
    if (text === null || text === undefined) return null;
    const parts = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
    if (!parts) return null;
    const size = BigInt(parts[2]) * UNIT + BigInt((parts[3] || "").padEnd(PLACES, "0"));
    return parts[1] ? -size : size;
  }

  /// 35560410n → "35.56041"
  function text(amount) {
    const size = amount < ZERO ? -amount : amount;
    const rest = String(size % UNIT).padStart(PLACES, "0").replace(/0+$/, "");
    return (amount < ZERO ? "-" : "") + String(size / UNIT) + (rest ? "." + rest : "");
  }

  /// The sum of what is known, in millionths.
  function sum(texts) {
    return texts.reduce(function (total, one) {
      const known = units(one);
      return known === null ? total : total + known;
    }, ZERO);
  }

  /// "465245.426462" → "465,245.426462"; at least so many decimals.
  function grouped(plain, least) {
    const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
    if (!parts) return plain;
    const rest = (parts[3] || "").padEnd(least || 0, "0");
    return parts[1] + parts[2].replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
  }

  /// For the length of a bar, never for a figure that is read.
  function about(amount) {
    return Number(text(amount));
  }

  return { ZERO, units, text, sum, grouped, about };
})();
