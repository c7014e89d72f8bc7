"""The API over the register: the services, FilterSets and `visible_to` of its pages."""
