import type { ReactNode } from 'react';

/** Scrolls by itself where it is wider than its window. */
export const Table = ({
  name,
  kind,
  columns,
  children,
}: {
  name: string;
  /** A class of its own. */
  kind?: string;
  columns: readonly string[];
  children: ReactNode;
}) => (
  <div className="scroll" tabIndex={0} role="region" aria-label={name}>
    <table className={kind === undefined ? 'grid' : `grid ${kind}`}>
      <thead>
        <tr>
          {columns.map((column) =>
            column === '' ? (
              <td key={column} />
            ) : (
              <th key={column} scope="col">
                {column}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
