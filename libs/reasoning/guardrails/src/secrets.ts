import type { Finding } from './findings';

const MASK = '••••';

/** Credentials by their form. Numbers that only might be secret are personal data's to judge. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  [
    'private-key',
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  ],
  ['json-web-token', /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g],
  [
    'api-key',
    /\b(sk|pk|rk|sk-ant|sk-proj|xox[abprs]|gh[opsu]|github_pat|glpat|hf|pat-[a-z0-9]+)[-_][\w-]{12,}/g,
  ],
  ['cloud-key', /\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,}/g],
  ['bearer', /\bbearer\s+[\w.~+/-]{12,}=*/gi],
  ['password-in-address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/gi],
  [
    'named-secret',
    /\b(api[_ -]?key|secret|password|passwd|pwd|access[_ -]?token|client[_ -]?secret)["']?\s*[:=]\s*["']?[^\s"',;]{6,}/gi,
  ],
];

/** Text with every credential replaced; what it held is named, not shown. */
export const maskSecrets = (
  text: string,
): { readonly text: string; readonly findings: readonly Finding[] } => {
  const findings: Finding[] = [];
  let masked = text;
  for (const [code, form] of FORMS)
    masked = masked.replace(form, () => {
      findings.push({ code, excerpt: MASK });
      return MASK;
    });
  return { text: masked, findings };
};
