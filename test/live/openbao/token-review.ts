import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { createServer } from "node:https";
import { z } from "zod";
import { freePorts } from "../../../simulation/parts/free-ports";
import type { LoopbackCertificate } from "../harness/certificate";

/** A service account, and whom its token is made out to. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly audience?: string;
}

/** Stands for the one call of a cluster's API by which OpenBao asks whose token it was shown. */
export interface TokenReview {
  readonly address: string;
  /** Token that the caller itself shows. */
  readonly reviewer: string;
  /** Token of an account as the cluster would hand it to a pod. */
  readonly tokenOf: (account: Account) => string;
  readonly close: () => void;
}

const apiServer = "https://kubernetes.default.svc";
const claimsSchema = z.looseObject({ sub: z.string(), aud: z.array(z.string()) });
const reviewSchema = z.looseObject({
  spec: z.looseObject({ token: z.string(), audiences: z.array(z.string()).optional() }),
});

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString("base64url");

export async function startTokenReview({ key, certificate }: LoopbackCertificate): Promise<TokenReview> {
  const [port = 0] = await freePorts(1);
  const secret = createPrivateKey(key);
  const known = createPublicKey(secret);
  const tokenOf = ({ namespace, name, audience = apiServer }: Account): string => {
    const now = Math.floor(Date.now() / 1000);
    const content = `${part({ alg: "ES256", typ: "JWT" })}.${part({
      iss: apiServer,
      aud: [audience],
      sub: `system:serviceaccount:${namespace}:${name}`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      "kubernetes.io": { namespace, serviceaccount: { name, uid: uidOf(namespace, name) } },
    })}`;
    const signature = sign("sha256", Buffer.from(content), { key: secret, dsaEncoding: "ieee-p1363" });
    return `${content}.${signature.toString("base64url")}`;
  };
  const reviewer = tokenOf({ namespace: "openbao", name: "openbao" });

  /** Who a token belongs to and whom it is made out to; nobody, where this cluster did not sign it. */
  const judge = (token: string, audiences: readonly string[]): object => {
    const [head = "", body = "", signature = ""] = token.split(".");
    const isOurs = verify(
      "sha256",
      Buffer.from(`${head}.${body}`),
      { key: known, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    );
    if (!isOurs) return { authenticated: false, error: "the token was not signed here" };
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    const common = audiences.filter((one) => claims.aud.includes(one));
    if (common.length === 0) return { authenticated: false, error: "the token is made out to somebody else" };
    const [, , namespace = "", name = ""] = claims.sub.split(":");
    return {
      authenticated: true,
      user: {
        username: claims.sub,
        uid: uidOf(namespace, name),
        groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
      },
      audiences: common,
    };
  };

  const server = createServer({ key, cert: certificate }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const answer = (status: number, content: object): void => {
        outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
      };
      if (incoming.headers.authorization !== `Bearer ${reviewer}`) {
        answer(401, { kind: "Status", status: "Failure", code: 401 });
      } else if (incoming.method !== "POST" || incoming.url !== "/apis/authentication.k8s.io/v1/tokenreviews") {
        answer(404, { kind: "Status", status: "Failure", code: 404 });
      } else {
        const review = reviewSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
        const { token, audiences = [] } = review.spec;
        answer(201, { ...review, status: judge(token, audiences.length === 0 ? [apiServer] : audiences) });
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    address: `https://127.0.0.1:${String(port)}`,
    reviewer,
    tokenOf,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const uidOf = (namespace: string, name: string): string =>
  createHash("sha256").update(`${namespace}/${name}`).digest("hex").slice(0, 32);
