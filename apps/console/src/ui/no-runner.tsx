/** Trials wait in the database until a process takes them. */
export const NoRunner = () => (
  <div className="state" role="status">
    <strong>Nobody runs what-ifs and evaluations.</strong>
    <p>
      No runner looked for work within the last minute, so they wait. Start the service{' '}
      <code>trial-runner</code>: the conversation-orchestrator with{' '}
      <code>ORCHESTRATOR_TRIALS=true</code>.
    </p>
  </div>
);
