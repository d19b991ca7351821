/** Hosts of the addresses in a text, lower case, each once; addresses without a scheme included. */
export const hostsOf = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(ADDRESS)].map(([, host = '']) => host.toLowerCase().replace(/^www\./, '')),
  ),
];

/** With a scheme any host counts; without one only what looks like `name.tld/…` or `www.`. */
const ADDRESS =
  /(?:\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?|\bwww\.|(?<![\w@.-])(?=[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/))([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])/gi;

/** Of `host` itself, or of the site it belongs to. */
export const isKnownHost = (host: string, known: readonly string[]): boolean =>
  known.some((each) => host === each || host.endsWith(`.${each}`));
