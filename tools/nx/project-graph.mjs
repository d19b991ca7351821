// Nx's project graph, computed here and now: no daemon, no cloud. The rule of who may import whom reads it
// from the cache that this leaves behind, and is skipped without it.
process.env.NX_DAEMON = 'false';
process.env.NX_NO_CLOUD = 'true';

/** Fails when it cannot be computed, and when a project has no tags: such a one could import nothing. */
export const computeGraph = async () => {
  const { createProjectGraphAsync } = await import('@nx/devkit');
  const { nodes } = await createProjectGraphAsync({ exitOnError: true });
  const untagged = Object.values(nodes).filter(({ data }) => !data.tags?.length);
  if (untagged.length > 0) {
    const names = untagged.map(({ name }) => name).join(', ');
    throw new Error(`${names}: expected the tags type:, scope: and runtime: in project.json`);
  }
  return nodes;
};
