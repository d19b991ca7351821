/** Where a URL leads: a secret is never sent to another origin than the one it was given for. */
export const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
