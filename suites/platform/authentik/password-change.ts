import type { Entry } from "./blueprint";
import { keyOf } from "./blueprint";

/** Least length of a password: length over composition and no forced change (NIST SP 800-63B, section 3.1.1). */
export const passwordLength = 14;

const prompt = (field: string, label: string, order: number): Entry => ({
  id: `field-${field}`,
  model: "authentik_stages_prompt.prompt",
  identifiers: { name: `new-${field}` },
  attrs: { field_key: field, label, type: "password", required: true, placeholder: label, order },
});

/** How people choose a password; one that is easily guessed is refused, by what the server itself knows of passwords, asking nobody. */
export const passwordChange: readonly Entry[] = [
  {
    id: "long-password",
    model: "authentik_policies_password.passwordpolicy",
    identifiers: { name: "long-password" },
    attrs: {
      password_field: "password",
      check_static_rules: true,
      length_min: passwordLength,
      amount_digits: 0,
      amount_lowercase: 0,
      amount_symbols: 0,
      amount_uppercase: 0,
      error_message: `A password has ${String(passwordLength)} characters or more.`,
      check_zxcvbn: true,
      zxcvbn_score_threshold: 2,
      check_have_i_been_pwned: false,
    },
  },
  prompt("password", "New password", 10),
  prompt("password_repeat", "The same once more", 20),
  {
    id: "new-password",
    model: "authentik_stages_prompt.promptstage",
    identifiers: { name: "new-password" },
    attrs: {
      fields: [keyOf("field-password"), keyOf("field-password_repeat")],
      validation_policies: [keyOf("long-password")],
    },
  },
  {
    id: "written-password",
    model: "authentik_stages_user_write.userwritestage",
    identifiers: { name: "written-password" },
    attrs: { user_creation_mode: "never_create" },
  },
  {
    id: "password-change",
    model: "authentik_flows.flow",
    identifiers: { slug: "password-change" },
    attrs: {
      name: "Change password",
      title: "Change password",
      designation: "stage_configuration",
      authentication: "require_authenticated",
    },
  },
  ...["new-password", "written-password"].map((stage, index): Entry => ({
    model: "authentik_flows.flowstagebinding",
    identifiers: { target: keyOf("password-change"), stage: keyOf(stage), order: 10 * (index + 1) },
    attrs: { evaluate_on_plan: true, re_evaluate_policies: false },
  })),
];
