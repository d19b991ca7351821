import { isRecord } from '@deskstream/kernel';
import type { WorkspaceSettings } from '@deskstream/port-settings';
import { maskedConnection, maskedModel } from './secrets/masked';
import { maskedCrm } from './draft/crm';
import { maskedTools } from './secrets/tools-secrets';
import type { VendorConnection } from '@deskstream/port-vendor';

/** One field that differs. Secrets are shown by their masks; `null`: the field is not there. */
export interface SettingsDifference {
  /** As in `rules.waitMs.email` or `connections.intercom.apiBaseUrl`. */
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What changed between two versions, field by field; lists are compared as a whole. */
export const diffSettings = (
  from: WorkspaceSettings | null,
  to: WorkspaceSettings,
): readonly SettingsDifference[] => {
  const before = fieldsOf(from);
  const after = fieldsOf(to);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .filter((field) => before.get(field)?.plain !== after.get(field)?.plain)
    .map((field) => ({
      field,
      from: before.get(field)?.shown ?? null,
      to: after.get(field)?.shown ?? null,
    }));
};

/** `plain` is compared and never shown. */
interface Field {
  readonly plain: string;
  readonly shown: unknown;
}

const fieldsOf = (settings: WorkspaceSettings | null): ReadonlyMap<string, Field> => {
  const fields = new Map<string, Field>();
  if (settings === null) return fields;
  const { version: _, ...rules } = settings.rules;
  flatten(fields, 'rules', { plain: rules, shown: rules });
  for (const connection of settings.connections)
    flatten(fields, `connections.${connection.vendor}`, {
      plain: withoutWorkspace(connection),
      shown: maskedConnection(connection),
    });
  for (const source of settings.knowledge ?? [])
    flatten(fields, `knowledge.${source.id}`, { plain: source, shown: source });
  const { model } = settings;
  if (model !== undefined) flatten(fields, 'model', { plain: model, shown: maskedModel(model) });
  const { crm } = settings;
  if (crm !== undefined) flatten(fields, 'crm', { plain: crm, shown: maskedCrm(crm) });
  const { tools } = settings;
  if (tools !== undefined) flatten(fields, 'tools', { plain: tools, shown: maskedTools(tools) });
  return fields;
};

const withoutWorkspace = ({ workspace: _, ...connection }: VendorConnection): object => connection;

const flatten = (
  fields: Map<string, Field>,
  name: string,
  { plain, shown }: { readonly plain: unknown; readonly shown: unknown },
): void => {
  if (isRecord(plain) && isRecord(shown))
    for (const [key, value] of Object.entries(plain))
      flatten(fields, `${name}.${key}`, { plain: value, shown: shown[key] });
  else if (plain !== undefined) fields.set(name, { plain: JSON.stringify(plain), shown });
};
