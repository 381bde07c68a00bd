import type { JsonNode } from '../../json-text';
import { membersOf, type Section } from './section';
import { BACKUP_POLICY } from './shape';

/** The whole document as a section. */
export function documentSection(node: JsonNode): Section {
  return { path: '', name: '', shape: BACKUP_POLICY, members: membersOf(node) };
}
