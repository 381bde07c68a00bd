import type { Setting, SettingValue } from './explanation';

/** A name in a path, the setting there, and the names inside it. */
interface Branch {
  setting?: Setting;
  readonly inside: Map<string, Branch>;
}

/**
 * Settings as a tree; empty without settings.
 *
 * @param part the path that all of them share, where the tree begins; empty for all
 * @param notes lines to print below a setting
 */
export function settingTree(
  settings: readonly Setting[],
  part = '',
  notes: (setting: Setting) => readonly string[] = () => [],
): string {
  const top = branches(settings, part);
  if (part !== '') return [...headLines(part, top, notes), ...linesInside(top, notes)].join('\n');
  return [...top.inside]
    .flatMap(([name, branch]) => [...headLines(name, branch, notes), ...linesInside(branch, notes)])
    .join('\n');
}

/** A value as text: unchanged, unless that would be ambiguous. */
export function valueText(value: SettingValue): string {
  if (typeof value !== 'string') return value.length === 0 ? 'an empty list' : value.map(valueText).join(', ');
  return value === '' || /[\p{Cc}",]|^\s|\s$/u.test(value) ? JSON.stringify(value) : value;
}

function branches(settings: readonly Setting[], part: string): Branch {
  const top: Branch = { inside: new Map() };
  for (const setting of settings) {
    let branch = top;
    const rest = part === '' ? setting.path : setting.path.slice(part.length + 1);
    for (const name of rest === '' ? [] : rest.split('/')) {
      const inner = branch.inside.get(name) ?? { inside: new Map<string, Branch>() };
      branch.inside.set(name, inner);
      branch = inner;
    }
    branch.setting = setting;
  }
  return top;
}

type Notes = (setting: Setting) => readonly string[];

function headLines(name: string, { setting, inside }: Branch, notes: Notes): string[] {
  if (!setting) return [name];
  const value = setting.value === null ? '(nothing)' : valueText(setting.value);
  const bar = inside.size === 0 ? '   ' : '│  ';
  return [`${name}: ${value}`, ...notes(setting).map((note) => `${bar}${note}`)];
}

function linesInside({ inside }: Branch, notes: Notes): string[] {
  return [...inside].flatMap(([name, branch], index) => {
    const last = index === inside.size - 1;
    const [head = '', ...rest] = [...headLines(name, branch, notes), ...linesInside(branch, notes)];
    return [`${last ? '└─ ' : '├─ '}${head}`, ...rest.map((line) => `${last ? '   ' : '│  '}${line}`)];
  });
}
