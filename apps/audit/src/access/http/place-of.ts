/** A page of the console to go on to; anything else is the first page, never another site. */
export const placeOf = (to: string | undefined): string => {
  if (to === undefined || !to.startsWith('/')) return '/';
  const url = URL.canParse(to, HERE) ? new URL(to, HERE) : null;
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search;
};

const HERE = 'http://here.invalid';
