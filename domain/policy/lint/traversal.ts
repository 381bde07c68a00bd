import type { JsonMember } from '../json-text';
import { child, children, entriesOf, setting, type Section, type Setting } from './section';

/** Every object of a document that may be one, outer ones first. */
export function sectionsOf(section: Section): Section[] {
  return [section, ...children(section).flatMap(sectionsOf)];
}

/** Every setting below a section, with what stands under its key. */
export function settingsOf(section: Section): { setting: Setting; member: JsonMember }[] {
  return sectionsOf(section).flatMap((inner) =>
    entriesOf(inner).flatMap((member) => {
      const found = setting(inner, member.name);
      return found ? [{ setting: found, member }] : [];
    }),
  );
}

/** The plans of a document. */
export function plansOf(document: Section): Section[] {
  return children(child(document, 'plans'));
}

/** A rule of a plan, with its plan. */
export interface PlacedRule {
  readonly plan: Section;
  readonly rule: Section;
}

/** The rules of all plans. */
export function rulesOf(document: Section): PlacedRule[] {
  return plansOf(document).flatMap((plan) => children(child(plan, 'rules')).map((rule) => ({ plan, rule })));
}

/** The copy actions of a rule. */
export function copiesOf(rule: Section): Section[] {
  return children(child(rule, 'copy_actions'));
}

/** The tag selections of a plan. */
export function tagSelectionsOf(plan: Section): Section[] {
  return children(child(child(plan, 'selections'), 'tags'));
}

/** The resource selections of a plan. */
export function resourceSelectionsOf(plan: Section): Section[] {
  return children(child(child(plan, 'selections'), 'resources'));
}
