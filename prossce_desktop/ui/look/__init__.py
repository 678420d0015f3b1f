"""How everything looks: tokens, type, icons and the theme."""
