import type { Bundle } from './bundle';

/** Where the viewer's page has its data. */
export const BUNDLE_SLOT = '<!--bundle-->';

/** The viewer with the data in it: one file that needs no server. Nothing in the data ends its element. */
export const bundleHtml = (viewer: string, bundle: Bundle): string => {
  const data = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return viewer.replace(
    BUNDLE_SLOT,
    () => `<script type="application/json" id="bundle">${data}</script>`,
  );
};
