import { connect } from "node:net";
import { connect as secure } from "node:tls";
import { withParts } from "../harness/with-parts";
import { slapd } from "../parts/slapd";
import { bytesOf, giveFiles, issueFor } from "./people";
import {
  isGiven,
  RunningDirectory,
  synthesizedDirectory,
  type Found,
  type SynthesizedDirectory,
} from "./running-directory";

const found = synthesizedDirectory();

test("there is a directory to try", () => {
  expect(found).toBeDefined();
});

/** Something that must hold of a directory: what is asked, and whether what comes back is right. */
interface Claim {
  readonly ask: (directory: RunningDirectory) => Answer;
  readonly holds: (answer: Answer) => boolean;
}

type Answer = Found | { readonly status: number; readonly text: string };

const codeOf = (answer: Answer): number => ("code" in answer ? answer.code : answer.status);

const entriesOf = (answer: Answer): readonly string[] => ("entries" in answer ? answer.entries : []);

withParts("directory of certificates", { slapd }, (folderOf) => {
  if (found === undefined) throw new Error("no sample has a directory");
  const { domain } = found;
  const suffix = domain
    .split(".")
    .map((label) => `dc=${label}`)
    .join(",");
  const jan = issueFor(`Jan@${domain}`);
  const piet = issueFor(`piet@${domain}`);
  const bothKinds = issueFor("", { subject: `/CN=Old/emailAddress=old@${domain}`, names: "" });
  const plus = issueFor(`jan+list@${domain}`);
  const people = {
    [`jan@${domain}`]: jan.certificate,
    [`piet@${domain}`]: `Bag Attributes\n${piet.certificate}`,
    [`old@${domain}`]: bothKinds.certificate,
    [`jan+list@${domain}`]: plus.certificate,
    // None of these is a certificate that somebody could be written to by.
    [`key@${domain}`]: issueFor(`key@${domain}`).certificate + jan.key,
    [`chain@${domain}`]: issueFor(`chain@${domain}`).certificate + jan.certificate,
    [`other@${domain}`]: jan.certificate,
    [`server@${domain}`]: issueFor(`server@${domain}`, { usage: "serverAuth" }).certificate,
    [`empty@${domain}`]: "",
    [`long@${domain}`]: issueFor(`long@${domain}`).certificate + "\n".repeat(65_536),
    [`away@${domain}`]: issueFor(`away@${domain}`).certificate,
    [`twice@${domain}`]: issueFor(`twice@${domain}`).certificate,
    "jan@elsewhere.example": jan.certificate,
  };

  const started = async (changed: SynthesizedDirectory = found): Promise<RunningDirectory> => {
    const directory = await RunningDirectory.start(folderOf("slapd"), changed);
    giveFiles(directory.people, people);
    return directory;
  };

  const finds = (
    filter: string,
    names: readonly string[],
    how: Parameters<RunningDirectory["search"]>[1] = {},
  ): Claim => ({
    ask: (directory) => directory.search(filter, how),
    holds: (answer) =>
      codeOf(answer) === 0 &&
      [...entriesOf(answer)].sort().join() ===
        names
          .map((name) => `mail=${name}@${domain},${suffix}`)
          .sort()
          .join(),
  });

  const ends = (filter: string, code: number, how: Parameters<RunningDirectory["search"]>[1] = {}): Claim => ({
    ask: (directory) => directory.search(filter, how),
    holds: (answer) => codeOf(answer) === code && entriesOf(answer).length === 0,
  });

  /** What a client says that was told this code. */
  const refused = (code: number, client: string, words: readonly string[], input = ""): Claim => ({
    ask: (directory) => directory.run(client, words, input),
    holds: (answer) => "status" in answer && answer.status !== 0 && answer.text.includes(`(${String(code)})`),
  });

  const one = `(mail=jan@${domain})`;
  const own = `mail=jan@${domain},${suffix}`;

  const claims: Readonly<Record<string, Claim>> = {
    "an address in full": finds(one, ["jan"]),
    "an address in other letters": finds(`(mail=JAN@${domain.toUpperCase()})`, ["jan"]),
    "an address with a sign in it": finds(`(mail=jan+list@${domain})`, ["jan\\2Blist"]),
    "what Thunderbird asks for several recipients": finds(
      `(|(mail=jan@${domain})(mail=piet@${domain})(mail=nobody@${domain}))`,
      ["jan", "piet"],
      { base: suffix, words: ["-z", "6"] },
    ),
    "what Outlook asks": finds(
      `(&(mail=*)(|(mail=jan@${domain}*)(|(cn=jan@${domain}*)(|(sn=jan@${domain}*)(givenName=jan@${domain}*)))))`,
      ["jan"],
      { base: suffix },
    ),
    "an address in the subject alone": finds(`(mail=old@${domain})`, ["old"]),
    "the entry itself": finds("(objectClass=*)", ["jan"], { base: own, scope: "base" }),
    "below the domain": finds(one, ["jan"], { base: suffix, scope: "one" }),
    "another one's base": finds(one, [], { base: "dc=elsewhere,dc=example" }),
    "a base that ends alike": finds(one, [], { base: `dc=x${suffix.slice(3)}` }),
    "another entry's base": finds(one, [], { base: `mail=piet@${domain},${suffix}` }),
    "another domain": finds("(mail=jan@elsewhere.example)", []),
    "a domain below": finds(`(mail=jan@x.${domain})`, []),
    "everybody who has an address": finds("(mail=*)", []),
    everything: finds("(objectClass=*)", []),
    "everything below the domain": finds("(objectClass=*)", [], { base: suffix }),
    "an address that begins so": finds("(mail=jan*)", []),
    "an address that begins so, up to the domain": finds(`(mail=*@${domain})`, []),
    "an address with a star in it": finds(`(mail=j*n@${domain})`, []),
    "an address and somebody else's name": finds(`(&${one}(cn=piet*))`, []),
    "everybody but one": finds(`(!${one})`, []),
    "a name": finds(`(cn=jan@${domain})`, []),
    "parentheses in the address": finds(`(mail=\\29\\28uid=\\2a@${domain})`, []),
    "a new line in the address": finds(`(mail=jan\\0d\\0aHost: x\\0d\\0a@${domain})`, []),
    "a new line as the web writes it": finds(`(mail=jan%0d%0a@${domain})`, []),
    "another parameter in the address": finds(`(mail=x&mail=jan@${domain})`, []),
    "a zero in the address": finds(`(mail=jan\\00@${domain})`, []),
    "filters in filters": finds(`${"(&".repeat(60)}${one}${")".repeat(60)}`, []),
    nobody: finds(`(mail=nobody@${domain})`, []),
    "a private key beside it": finds(`(mail=key@${domain})`, []),
    "two certificates": finds(`(mail=chain@${domain})`, []),
    "somebody else's certificate": finds(`(mail=other@${domain})`, []),
    "a server's certificate": finds(`(mail=server@${domain})`, []),
    "an empty file": finds(`(mail=empty@${domain})`, []),
    "a file too long": finds(`(mail=long@${domain})`, []),
    "an account that is closed": finds(`(mail=away@${domain})`, []),
    "an address of two accounts": finds(`(mail=twice@${domain})`, []),
    "more addresses than are answered": ends(
      `(|${Array.from({ length: 17 }, (_, index) => `(mail=p${String(index)}@${domain})`).join("")})`,
      11,
    ),
    "a client's own limit": {
      ask: (directory) => directory.search(`(|${one}(mail=piet@${domain}))`, { words: ["-z", "1"] }),
      holds: (answer) => codeOf(answer) === 4 && entriesOf(answer).length === 1,
    },
    "the settings of the server": ends("(objectClass=*)", 32, { base: "cn=config" }),
    "an administrator signs in": refused(53, "ldapsearch", ["-D", "cn=admin", "-w", "secret", one]),
    "somebody signs in": refused(53, "ldapsearch", ["-D", own, "-w", "secret", one]),
    "an entry is added": refused(8, "ldapadd", [], `dn: mail=x@${domain},${suffix}\nobjectClass: inetOrgPerson\n`),
    "an entry is changed": refused(8, "ldapmodify", [], `dn: ${own}\nchangetype: modify\nreplace: sn\nsn: x\n`),
    "an entry is deleted": refused(8, "ldapdelete", [own]),
    "an entry is renamed": refused(8, "ldapmodrdn", [own, "mail=y"]),
    "an entry is compared": refused(53, "ldapcompare", [own, `mail:jan@${domain}`]),
    "a question beside the protocol": refused(53, "ldapwhoami", []),
  };

  const brokenOf = (directory: RunningDirectory): readonly string[] =>
    Object.entries(claims).flatMap(([name, { ask, holds }]) => (holds(ask(directory)) ? [] : [name]));

  describe("as it is synthesized", () => {
    let directory: RunningDirectory;

    beforeAll(async () => {
      directory = await started();
    });

    afterAll(() => directory.stop());

    test.each(Object.entries(claims))("%s", (_, { ask, holds }) => {
      const answer = ask(directory);
      if (!holds(answer)) expect(answer).toBe("right");
    });

    test("the certificate is the one that its owner put there, byte for byte", () => {
      expect(directory.search(one).certificates).toEqual([bytesOf(jan.certificate)]);
    });

    test("an entry tells no more than the address, and a root names no tenant", () => {
      const { text } = directory.search(one);
      const told = [...text.matchAll(/^([A-Za-z;]+):/gm)].map(([, name]) => name);
      expect(told).toEqual(["dn", "objectClass", "cn", "sn", "mail", "userCertificate;binary"]);
      expect(directory.search("(objectClass=*)", { scope: "base", words: [] }).text).not.toContain(domain);
    });

    test("the pod's own probe finds it alive", () => {
      expect(directory.isAlive()).toBe(true);
    });

    test.each([`?mail=jan@elsewhere.example`, `?mail[]=jan@${domain}`, "", "status.php", `?mail=jan@${domain}%0a`])(
      "the file servers' port answers %s with nothing",
      async (query) => {
        expect(await directory.ask(query)).toBe(204);
      },
    );

    test("over TLS, with the client's address before it as the gateway writes it, and not without", async () => {
      expect(await bindsOver(directory.securePort, proxyHeader)).toBe("300c02010161070a010004000400");
      expect(await bindsOver(directory.securePort, Buffer.alloc(0))).not.toContain("6107");
    });

    test("what was searched for is in no log", () => {
      directory.search(one);
      expect(directory.log()).not.toMatch(/jan|mail=/);
    });
  });

  test("file servers that can't say tell no program that there is nobody", async () => {
    const directory = await started();
    try {
      expect(directory.search(`(mail=broken@${domain})`).code).toBe(52);
      // They are not asked again for a while; what nobody need be asked for is answered.
      expect(directory.search(one).code).toBe(52);
      expect(directory.search("(mail=jan@elsewhere.example)").code).toBe(0);
      expect(directory.log()).toContain(`the file servers of ${domain} answer 500`);
    } finally {
      await directory.stop();
    }
  });

  test("file servers that are gone tell no program that there is nobody", async () => {
    const directory = await started();
    try {
      await directory.stopFiles();
      expect(directory.search(one).code).toBe(52);
      expect(directory.isAlive()).toBe(true);
    } finally {
      await directory.stop();
    }
  });

  /** Replaces a part of the text that must be there. */
  const cut = (text: string, part: string, by: string): string => {
    if (!text.includes(part)) throw new Error(`nothing says ${part}`);
    return text.replace(part, () => by);
  };

  const day = 86_400;
  const now = Math.floor(Date.now() / 1000);
  const given = (at: number, script = found.script): boolean =>
    isGiven(folderOf("slapd"), script, { certificate: jan.certificate, address: `jan@${domain}`, at });

  test.each([
    ["while it is valid", now + day, true],
    ["before it is", now - day, false],
    ["when it is over", now + 31 * day, false],
  ])("a certificate of thirty days %s", (_, at, isOne) => {
    expect(given(at)).toBe(isOne);
  });

  test("where nobody looks at the time, somebody notices", () => {
    expect(given(now + 31 * day, cut(found.script, "$now >= $parsed['validTo_time_t']", "false"))).toBe(true);
  });

  const sabotages: readonly (readonly [string, (unchanged: SynthesizedDirectory) => SynthesizedDirectory, string])[] = [
    [
      "entries are not held against the search",
      (all) => ({ ...all, slapd: cut(all.slapd, "filterSearchResults on\n", "") }),
      "an address and somebody else's name",
    ],
    [
      "passwords are taken",
      (all) => ({
        ...all,
        slapd: cut(all.slapd, "disallow bind_simple\n", ""),
        module: cut(all.module, "sub bind { return UNWILLING }", "sub bind { return SUCCESS }"),
      }),
      "an administrator signs in",
    ],
    [
      "operations beside the protocol are answered",
      (all) => ({ ...all, slapd: all.slapd.replaceAll(" compare extended", " compare") }),
      "a question beside the protocol",
    ],
    [
      "any number of addresses is asked for",
      (all) => ({ ...all, module: cut(all.module, "MOST_ADDRESSES => 16", "MOST_ADDRESSES => 1600") }),
      "more addresses than are answered",
    ],
    [
      "the base is not looked at",
      (all) => ({ ...all, module: cut(all.module, "grep { within($_, $base, $scope) } sort", "sort") }),
      "another one's base",
    ],
    [
      "a private key may stand beside",
      (all) => ({ ...all, script: cut(all.script, "!== 1 || $found[1][0]", "< 1 || $found[1][0]") }),
      "a private key beside it",
    ],
    [
      "a certificate may be anybody's",
      (all) => ({ ...all, script: cut(all.script, "!in_array($address, addressesOf($parsed), true)", "false") }),
      "somebody else's certificate",
    ],
    [
      "a certificate may be for anything",
      (all) => ({ ...all, script: cut(all.script, "[X509_PURPOSE_SMIME_ENCRYPT][0] !== true", "[1][0] === null") }),
      "a server's certificate",
    ],
  ];

  test.each(sabotages)("where %s, somebody notices", async (_, sabotage, noticed) => {
    const directory = await started(sabotage(found));
    try {
      expect(brokenOf(directory)).toContain(noticed);
    } finally {
      await directory.stop();
    }
  });
});

/** Version 2 of the PROXY protocol: a connection over TCP and IPv4 from 192.0.2.1 to 192.0.2.2. */
const proxyHeader = Buffer.from("0d0a0d0a000d0a515549540a2111000cc0000201c00002021267027c", "hex");

/** The answer to somebody who binds as nobody, behind these bytes; what went wrong where there is none. */
const bindsOver = (port: number, before: Buffer): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(before);
      const inside = secure({ socket, rejectUnauthorized: false }, () => {
        inside.write(Buffer.from("300c020101600702010304008000", "hex"));
      });
      inside.once("data", (answer: Buffer) => {
        resolve(answer.toString("hex"));
        inside.destroy();
      });
      inside.once("error", (error: Error) => {
        resolve(error.message);
      });
      inside.once("close", () => {
        resolve("closed");
      });
    });
  });
