import type { Bundle, BundleContents } from './bundle';

export const contentsOf = ({
  session,
  events,
  deliveries,
  settings,
  why,
  text,
  replaced,
  chain,
}: Bundle): BundleContents => ({
  session,
  events: events.length,
  deliveries: deliveries.length,
  settingsVersions: settings.map(({ version }) => version),
  symptoms: why.filter(({ present }) => present).map(({ title }) => title),
  text,
  replaced,
  verifiedBeforeRedaction: chain.verifiedBeforeRedaction,
});
