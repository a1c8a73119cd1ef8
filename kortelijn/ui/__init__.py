"""The design system: layout, components, form fields, assets. Knows no domain word."""
