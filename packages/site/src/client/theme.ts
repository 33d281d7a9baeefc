type Theme = 'light' | 'dark';

/** Light or dark: what was chosen here, else what the system prefers. */
export function themeToggle(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-toggle]');
  if (button === null) return;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const present = (): Theme => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === 'light' || chosen === 'dark' ? chosen : prefersDark.matches ? 'dark' : 'light';
  };
  const say = () => {
    button.textContent = present() === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Use the ${present() === 'dark' ? 'light' : 'dark'} theme`);
  };
  button.addEventListener('click', () => {
    const next: Theme = present() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('theme', next);
    } catch {
      // Storage may be refused; the choice then lasts for this page.
    }
    say();
  });
  prefersDark.addEventListener('change', say);
  say();
  button.hidden = false;
}
