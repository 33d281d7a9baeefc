import type { Problem } from '@collapse-bench/core';
import { type FormState, fieldAt } from './scenario-of.js';
import type { SharedState } from './url-state.js';

type Control = HTMLInputElement | HTMLSelectElement;

function controls(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>('input, select')];
}

/** Values of what is shown. */
export function formState(form: HTMLFormElement): Readonly<Record<string, string>> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** Sets what the state names and begins anew with the rest; a choice that there is not is left out. */
export function setForm(form: HTMLFormElement, state: SharedState): void {
  form.reset();
  for (const control of controls(form)) {
    const value = state[control.name];
    if (value === undefined) continue;
    const known = control instanceof HTMLInputElement || [...control.options].some((option) => option.value === value);
    if (known) control.value = value;
  }
  showGroups(form);
}

/** Shows the groups of fields that belong to what is chosen; the others have no value. */
export function showGroups(form: HTMLFormElement): void {
  for (const group of form.querySelectorAll<HTMLFieldSetElement>('[data-shown-for]')) {
    const [field, values] = group.dataset.shownFor!.split('=');
    const by = controls(form).find(({ name }) => name === field)!;
    const owner = by.closest('fieldset');
    group.hidden = owner?.hidden === true || !values.split('|').includes(by.value);
    group.disabled = group.hidden;
  }
}

/** One line beside each field that has a problem; what belongs to no field goes to `general`. Returns the first bad control. */
export function showProblems(
  form: HTMLFormElement,
  state: FormState,
  problems: readonly Problem[],
  general: HTMLElement,
): Control | undefined {
  for (const control of controls(form)) control.removeAttribute('aria-invalid');
  for (const line of [...form.querySelectorAll<HTMLElement>('.pg-problem'), general]) {
    line.hidden = true;
    line.textContent = '';
  }
  let first: Control | undefined;
  for (const { pointer, expected, found, remedy } of problems) {
    const name = fieldAt(pointer, state);
    const control = controls(form).find((each) => each.name === name && !each.matches(':disabled'));
    const line = (control && document.getElementById(`${control.id}-error`)) ?? general;
    if (!line.hidden) continue;
    line.textContent = `Expected ${expected}, found ${found}: ${remedy}.`;
    line.hidden = false;
    control?.setAttribute('aria-invalid', 'true');
    first ??= control;
  }
  return first;
}
