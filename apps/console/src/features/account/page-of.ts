/** The page of the console that one came for; anything else is the first page, never another site. */
export const pageOf = (to: string | null, origin: string): string => {
  const url = to === null ? null : URL.parse(to, origin);
  if (url?.origin !== origin || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search;
};
