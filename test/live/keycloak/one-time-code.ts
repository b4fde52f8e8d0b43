import { createHmac } from "node:crypto";

/** Seconds for which a code stands, and its digits: what the realm's `otp_policy` states, and every program for codes assumes. */
const period = 30;
const digits = 6;

/** The code that a person's program would show (RFC 6238, HMAC of SHA-1), `later` periods from now. */
export function oneTimeCode(secret: string, later = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / period) + later));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** A code that the person's program shows neither now nor soon. */
export function wrongCode(secret: string): string {
  const near = new Set([-3, -2, -1, 0, 1, 2, 3].map((later) => oneTimeCode(secret, later)));
  const wrong = ["123456", "234567", "345678", "456789", "567890", "678901", "789012", "890123"];
  return wrong.find((code) => !near.has(code)) ?? "";
}
