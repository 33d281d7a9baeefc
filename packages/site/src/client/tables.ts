/** Tables that are marked for it can be sorted by their headers and filtered by a text. */
export function interactiveTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-interactive]')) sortable(table);
  for (const box of document.querySelectorAll<HTMLElement>('[data-filter]')) filterable(box);
}

function sortable(table: HTMLTableElement): void {
  const headers = [...table.tHead!.rows[0].cells];
  headers.forEach((header, column) => {
    header.querySelector('[data-sort]')?.addEventListener('click', () => {
      const order = header.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
      for (const each of headers)
        if (each.hasAttribute('aria-sort')) each.setAttribute('aria-sort', each === header ? order : 'none');
      const body = table.tBodies[0];
      body.append(...sorted([...body.rows], column, order === 'descending'));
    });
  });
}

/** Numbers by size, texts by letters; what has no value stands last either way. Equal rows keep their order. */
function sorted(rows: HTMLTableRowElement[], column: number, descending: boolean): HTMLTableRowElement[] {
  const sortKey = (row: HTMLTableRowElement) => row.cells[column].dataset.value ?? '';
  const numeric = rows.every((row) => sortKey(row) === '' || Number.isFinite(Number(sortKey(row))));
  const compare = (a: string, b: string) => (numeric ? Number(a) - Number(b) : a.localeCompare(b, 'en'));
  return rows.sort((first, second) => {
    const [a, b] = [sortKey(first), sortKey(second)];
    if (a === '' || b === '') return Number(a === '') - Number(b === '');
    return descending ? compare(b, a) : compare(a, b);
  });
}

/** `data-filter` names a table or something with tables in it; sections of it without a match go with their tables. */
function filterable(box: HTMLElement): void {
  const target = document.getElementById(box.dataset.filter!);
  const input = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  if (target === null || input === null || status === null) return;
  const rows = [...target.querySelectorAll<HTMLTableRowElement>('tbody tr')];
  const texts = rows.map((row) => row.textContent!.toLowerCase());
  const sections = [...target.querySelectorAll<HTMLElement>('section')];
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      if (!row.hidden) shown++;
    });
    for (const section of sections) section.hidden = section.querySelector('tbody tr:not([hidden])') === null;
    status.textContent = words.length === 0 ? '' : `${shown} of ${rows.length}`;
  });
  box.hidden = false;
}
