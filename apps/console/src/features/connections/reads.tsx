interface Given {
  readonly apiBaseUrl: string;
  readonly calls: readonly string[];
}

/** What is called at a help desk, before it is. */
export const Reads = ({ apiBaseUrl, calls }: Given) => (
  <>
    <p>
      Reads with the stored credentials at <code>{apiBaseUrl}</code>:
    </p>
    {calls.length > 0 && (
      <ul>
        {calls.map((call) => (
          <li key={call}>
            <code>{call}</code>
          </li>
        ))}
      </ul>
    )}
    <p>Writes nothing there.</p>
  </>
);
