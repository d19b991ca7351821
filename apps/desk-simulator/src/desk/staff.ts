import type { Admin, Author, WorkspaceConfig } from './model';

/** Who may be given a conversation: the AI first. */
export const adminsOf = (config: WorkspaceConfig): readonly Admin[] => [
  aiAdmin(config),
  ...(config.teammates ?? TEAMMATES),
];

export const authorOf = (admins: readonly Admin[], id: string): Author => {
  const admin = admins.find((each) => each.id === id);
  if (!admin) throw new Error(`There is no admin ${id} in this workspace.`);
  return { type: 'admin', ...admin };
};

const aiAdmin = ({ aiAdminId }: WorkspaceConfig): Admin => ({
  id: aiAdminId,
  name: 'Support Assistant',
  email: 'assistant@example.com',
});

export const OPERATOR: Author = {
  type: 'bot',
  id: '9600001',
  name: 'Operator',
  email: 'operator@example.com',
};

const TEAMMATES: readonly Admin[] = [
  { id: '7700101', name: 'Robin Vega', email: 'robin@example.com' },
  { id: '7700102', name: 'Sam Okafor', email: 'sam@example.com' },
];

export const TEAMS = [{ id: '8800201', name: 'Tier 1' }];
