// On a narrow screen the navigation lies over the page: choosing a page closes it.
document.addEventListener("click", (event) => {
  if (innerWidth > 768 || !event.target.closest?.('[data-testid="stSidebarNavLink"]')) return;
  setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 150);
});
