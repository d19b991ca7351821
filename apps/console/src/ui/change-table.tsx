interface ChangeTableProps {
  /** Names the first column. */
  readonly of: string;
  readonly caption?: string;
  readonly rows: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** What stood where before, and what stands there after. */
export const ChangeTable = ({ of, caption, rows }: ChangeTableProps) => (
  <table className="changes">
    {caption !== undefined && <caption>{caption}</caption>}
    <thead>
      <tr>
        <th scope="col">{of}</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ name, before, after }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>
            <del>{before}</del>
          </td>
          <td>
            <ins>{after}</ins>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
