import * as fc from "fast-check";
import {
  cores,
  describe as inWords,
  gibibytes,
  hours,
  mebibytes,
  millicores,
  minutes,
  quantity,
  toBytes,
  toCpu,
} from "../../language";

test.each([
  [gibibytes(4), "4 GiB"],
  [mebibytes(1.5 * 1024 * 1024), "1.5 TiB"],
  [mebibytes(512), "512 MiB"],
  [cores(1.5), "1.5 cores"],
  [millicores(250), "250 millicores"],
  [minutes(15), "15 min"],
  [hours(4), "4 h"],
  [quantity(12.5, "EUR/month"), "12.50 EUR/month"],
  [quantity(3, "nodes"), "3 nodes"],
  [quantity(0.2, "1"), "0.2"],
])("%j reads %s", (value, words) => {
  expect(inWords(value)).toBe(words);
});

test("Kubernetes gets whole units, never less than asked", () => {
  expect(toCpu(millicores(0.2))).toBe("1m");
  expect(toBytes(mebibytes(2048))).toBe("2Gi");
  expect(toBytes(mebibytes(1500.2))).toBe("1501Mi");
});

test("no size is written smaller than it is", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), (size) => {
      const text = toBytes(mebibytes(size));
      const number = Number.parseInt(text, 10) * (text.endsWith("Gi") ? 1024 : 1);
      return number >= size && number < size + 1;
    }),
  );
});
