const TRACKING = /^(utm_\w+|gclid|fbclid|mc_[ce]id)$/;

/** The one way to write a page's address; `null`: it is none. */
export const pageAddress = (address: string, base?: string): string | null => {
  if (!URL.canParse(address, base)) return null;
  const url = new URL(address, base);
  if (!/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  for (const name of [...url.searchParams.keys()])
    if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
};
