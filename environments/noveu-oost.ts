import { backupRestore, dedicated, defineEnvironment, existing, linkerd, noveu, s3 } from "bestek";

/** A water board of 400 users on a cluster of its own, which chose the other product wherever there are two. */
export default defineEnvironment({
  name: "noveu-oost",
  stage: "production",
  // Calls speak another protocol than the web's on port 443, which Kong keeps for the web.
  suite: noveu({ chat: { calls: { kind: "none" } } }),
  users: { count: 400, usage: "seed" },
  tenancy: dedicated({ customer: "Waterschap Oost", domain: "oost.example.eu" }),
  parts: { gateway: "kong", objects: "garage", bus: "kafka", secrets: "vault", identity: "authentik" },
  mesh: linkerd(),
  site: existing({
    name: "polder",
    context: "bestek@polder",
    cluster: "00000000-0000-4000-8000-000000000002",
    country: "NL",
    network: "10.80.0.0/20",
    podNetwork: "10.81.0.0/16",
    serviceNetwork: "10.82.0.0/16",
    operators: ["10.80.32.0/24"],
    zones: ["polder-a", "polder-b", "polder-c"],
    nodes: { perZone: 3, cores: 15, memoryGib: 60, volumes: 32 },
    storageClass: { name: "linstor-encrypted", encrypted: true, zoneBound: true, snapshots: "encrypted-snapshots" },
    entry: {
      addresses: ["203.0.113.50"],
      requested: "10.80.17.10",
      annotations: { "metallb.io/address-pool": "public" },
      client: { kind: "packet" },
    },
    egress: ["203.0.113.51"],
    seal: {
      kind: "transit",
      address: "https://vault.office.oost.example.eu:8200",
      keyId: "noveu-oost",
      failureDomain: "office",
      networks: ["10.90.32.0/24"],
    },
  }),
  runner: { network: "10.80.33.7/32" },
  recovery: backupRestore({
    offsite: s3({
      name: "sluice",
      host: "s3.sluice.oost.example.eu",
      country: "NL",
      failureDomain: "sluice",
      objectLock: true,
      addressing: "path",
      networks: ["10.90.16.0/24"],
    }),
  }),
  dns: { kind: "customer" },
  registry: {
    mirror: "registry.oost.example.eu",
    pullSecret: "registry-pull",
    providers: "https://registry.oost.example.eu/providers/",
  },
  state: {
    bucket: "noveu-oost-state",
    region: s3({
      name: "office",
      host: "s3.office.oost.example.eu",
      country: "NL",
      failureDomain: "office",
      objectLock: true,
      addressing: "path",
    }),
  },
  // Keys of an example: nobody has their private halves.
  recoveryKeys: {
    threshold: 2,
    holders: [
      {
        name: "holder-1",
        publicKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawIlJBYJKwYBBAHaRw8BAQdAckT+DwFpCZ7P7OTf9QBrZZQZ5BlQaT3I9TW7
0qWbNG60G1dhdGVyc2NoYXAgT29zdCwgcmVjb3ZlcnkgMYiQBBMWCAA4FiEENprX
YkZzc3fF4pJoEpalNoQoIOoFAmsCJSQCGwEFCwkIBwIGFQoJCAsCBBYCAwECHgEC
F4AACgkQEpalNoQoIOrI/QEAvUwf6d5hYqjKNasQoYcYnnfdfMZhUOMxanc3DzvH
e+sBAOu9DcmLN/flWXkTKWQFF/bv3uQcW4rwFCYxToAzYU8GuDgEawIlJRIKKwYB
BAGXVQEFAQEHQELJhBxXkQZonqerBOuyuUFHhqxItfp+tI6yMfGDP6VbAwEIB4h4
BBgWCAAgFiEENprXYkZzc3fF4pJoEpalNoQoIOoFAmsCJSUCGwwACgkQEpalNoQo
IOpYdAD/Wj7Kd8MCMm4VMOWrX+W6bd0KX2M6ZLN11oxbz2/DLyABAI1rUDeaQ7ON
M82TtvAqJQ2z3ZS8gX03zH3iA4uI7I4C
=rU9N
-----END PGP PUBLIC KEY BLOCK-----
`,
      },
      {
        name: "holder-2",
        publicKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawIlJRYJKwYBBAHaRw8BAQdA8SXzcIkZDNWHh6aPgZ4aEwGxOydaupdW78hl
xp9bEZa0G1dhdGVyc2NoYXAgT29zdCwgcmVjb3ZlcnkgMoiQBBMWCAA4FiEE5gKX
NtPu49iT1szNLbV4O3C/ECIFAmsCJSUCGwEFCwkIBwIGFQoJCAsCBBYCAwECHgEC
F4AACgkQLbV4O3C/ECJpJwEA4EOxfyWEzOWDtD/Z7xgHxQ82bDOyJo7nRyhBl5om
enoA/0/EomuNYkKlaI4M19UzbbRSJzH/+L8acGvO5gmE7hsNuDgEawIlJRIKKwYB
BAGXVQEFAQEHQOsQ+qAdYT/taRyfR2fL3UyjZAnFbLKbOfCAvkFJih1qAwEIB4h4
BBgWCAAgFiEE5gKXNtPu49iT1szNLbV4O3C/ECIFAmsCJSUCGwwACgkQLbV4O3C/
ECItWgEAg9iVTjw4lclXbIuEWarNQYArHWusfcCUW0H2x1TlDAwA/R6pO+2hl2h7
X/O56OF+4PhaSacpUizyDiXV7Vj/YXQH
=7Ajg
-----END PGP PUBLIC KEY BLOCK-----
`,
      },
      {
        name: "holder-3",
        publicKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawIlJRYJKwYBBAHaRw8BAQdAFpaGuGI5kKz85b1u6ktp1wJBM5hoC0eO4BXJ
ROz4aIe0G1dhdGVyc2NoYXAgT29zdCwgcmVjb3ZlcnkgM4iQBBMWCAA4FiEEHz9T
hfaHf3PvA8axUTQakN5CO00FAmsCJSUCGwEFCwkIBwIGFQoJCAsCBBYCAwECHgEC
F4AACgkQUTQakN5CO02mkAD9HnEdHGPpbtntkuRCKOCWDCvPmPNQuOh1qgz5URuJ
DKQA/0V1o8i3jNbfIs8gGGa3tpyPLI+MB+aYO9nRm51KuUYIuDgEawIlJRIKKwYB
BAGXVQEFAQEHQKhXs/sJx5gquJq7+tjmcU9KA+Ju26KU/TbjTHcA7FNzAwEIB4h4
BBgWCAAgFiEEHz9ThfaHf3PvA8axUTQakN5CO00FAmsCJSUCGwwACgkQUTQakN5C
O03wmwEA96o1jvydS2uLl4NkhjOxH0Hm+qQdWZkSltVrk+mu8OYBALlI0hl/8+bQ
RuimMwiqspMPOrBx034dCZPc6adKYPsH
=RIeO
-----END PGP PUBLIC KEY BLOCK-----
`,
      },
    ],
  },
  certificates: { contact: "platform@oost.example.eu" },
  disclosure: { contact: "mailto:security@oost.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "oost@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@oost.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "oost", from: "alerts@oost.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
  kubernetes: "1.35",
});
