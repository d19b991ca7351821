/** What lets somebody in: never left in a file, wherever it stands. The group `keep` stays. */
const PATTERNS: readonly RegExp[] = [
  /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g,
  /\b(?:sk|pk|rk|pat|xox[a-z]|ghp|gho|github_pat|glpat|dst|dG9r)[-_][\w-]{8,}/g,
  /(?<keep>\b(?:bearer|basic)\s+)[\w+/=.~-]{8,}/gi,
  /(?<keep>\b(?:password|passwort|passwd|secret|token|api[-_ ]?key|access[-_ ]?key|client[-_ ]?secret|pin|cvc|cvv)"?\s*(?:[:=]|is|ist)\s*"?)[^\s"',;<>]{3,}/gi,
  /(?<keep>\bhttps?:\/\/)[^\s/@"'<>]+(?=@)/gi,
  /(?<keep>\bhttps?:\/\/[^\s?#"'<>]+\?)[^\s"'<>)]+/gi,
];

/** `nameOf` gives the same secret the same placeholder. */
export const withoutSecrets = (text: string, nameOf: (secret: string) => string): string =>
  PATTERNS.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (...found: readonly unknown[]) => {
        const [whole] = found as readonly [string];
        const { keep = '' } = (found.at(-1) ?? {}) as { readonly keep?: string };
        const secret = whole.slice(keep.length);
        return PLACEHOLDER.test(secret) ? whole : `${keep}${nameOf(secret)}`;
      }),
    text,
  );

const PLACEHOLDER = /^\[SECRET_\d+\]$/;
