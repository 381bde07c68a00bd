import { child, children, type Section } from './section';

/** The plans of a document. */
export function plansOf(document: Section): Section[] {
  return children(child(document, 'plans'));
}

/** The rules of all plans, each with its plan. */
export function rulesOf(document: Section): { readonly plan: Section; readonly rule: Section }[] {
  return plansOf(document).flatMap((plan) => children(child(plan, 'rules')).map((rule) => ({ plan, rule })));
}

/** The tag selections of a plan. */
export function tagSelectionsOf(plan: Section): Section[] {
  return children(child(child(plan, 'selections'), 'tags'));
}

/** The resource selections of a plan. */
export function resourceSelectionsOf(plan: Section): Section[] {
  return children(child(child(plan, 'selections'), 'resources'));
}
